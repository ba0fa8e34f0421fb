/** The scanner of src/xml/wasm/assembly, compiled by `npm run wasm`; a test compiles it again and compares. */
export const WASM_BINARY =
  '( - ? 9)((()u4 ,() K ,(( ,) K( ,) K) K ,* K K) K ,+ K K K) K ,. K K K K K K) K ,* K K( ,, K K K K) K' +
  ' ,- K K K K K( ,- K K K K K) K ,, K K K K(*:)0 / ; : ? A 9 1 >- 8 ; / - 8(0+zy-*,/**-+)*...*10))))-3' +
  '*)*))-,//..**--0+++,)+,*,22)+),((((*,1(())*((((+-+)((+(()((,-) <)++-+)(8. e, 7 K)i(3 K)i(3 K)i(3 K)i' +
  '(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i)3 K)i(3 K)i(3 K)i(3 K' +
  ')i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i)3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i)3 K)i(3' +
  ' K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 J)j(3 K)i K3 K)i(3 K)i(3 K)i(3 K)' +
  'i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 ' +
  'K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i K3 K)i(3 K)i' +
  '(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 K)i(3 J)j(3 K' +
  ')i(3 K)i(3 K)i(3 K(i LH3/ j*C, 5 : 5 @(g- @ - . 8 1(`- 8 5 9 5 @(d- > 1 ? 1 @(b0 @ - < 1n > ; 9(_. @' +
  ' - < 1| ;(^1 5 : < A @n > ; 9(f1 1 > > ; >k ; 0 1(l/ 1 > > ; >i @(m1 1 > > ; >n > ; 9(k/ 1 > > ; >| ' +
  ';(j2 5 ?k ; 9 < 8 1 @ 1(e0 > ; ; @{ 1 1 :(a- 8 5 : 1 ?(c1 A : 5 @k ; A : @(]3 2 ; > 3 1 @| 1 D @ ?(h' +
  '5 2 ; > 3 1 @m 8 1 9 1 : @(i2 @ 1 D @x 8 - / 1 ?+ 60 < 8 - :z ; ; 9(p0 < 8 - :| - 7 1(o/ 9 ; B 1 0j ' +
  'E(v1 < > ; 8 ; 3m : 0(u, > ; ; 9(t2 A : 2 5 : 5 ? 4 1 0(s0 C 4 ; 8 1m : 0(r, ? / - :([. 9 1 9 ; > E*' +
  '(0)S10)(i)3*UT4),2 i!$)y!\'+), KH(,hH)H*q,hKFH(i, 7J)P*(J+H( 6nI,H*i; 6i < =i, 7I-H*H+s,hH,,hH*i$\'\'\'+' +
  's,h(3H(H- 6J*g(J+i8 @i7 6i < =J,s,hH+H*H, 7i\'\'+ 6i L L H =i8 BJ,H+H,rCh(i(p,hH,h(i(p,h(333H*LFH)H-^*' +
  '(-H-H+i) @J)H)H-qCJ*i$\'\'\'+s,h(3KFi, 6J)H*i; 6i < =i, 7J* 6J,g(J-i8 @i7 6i < =J.s,hH-H,H. 7i\'\'+ 6i L ' +
  'L H =i8 BJ.H-H.rCh(i(p,hH.h(i(p,h(333KFH,LFH*^*(H)H(H+$2((H)I(3-H,,hH(H- 6LFH)H-^*(333-H*i$\'\'\'+s,h(3' +
  'KFi, 6J(H*i; 6i < =i, 7J) 6J*g(J+i8 @i7 6i < =J,s,hH+H*H, 7i\'\'+ 6i L L H =i8 BJ,H+H,rCh(i(p,hH,h(i(p' +
  ',h(333KFH*LFH)^*(3H(3!9)*+ K) GKIi(r,hK(mK &* Ki(H(KaJ)u5(BH(H) 7KB5(B+hH)i8 6J*H(u,hH)%(,(J,%4!`!`!' +
  '`!`!`!`!`!`!`!`!`!`!`!`!`!`%T% 0 5H+H,%4!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0%S% 0 5 6 6I+H*I)4)33+hH(H)s' +
  ',hH+H)U((J*i!0) =i L)oH*i!`)w 6 6I+H)i) 6I)4)33H+3KI 6p =,hiHL(H(L,3i(LI3H(Lb3 a*). KH(U((I*i)L8H*i ' +
  'L)q,hH*73KB,hi KH*i) @i L f: 6W)(J(H(i\'\'+nC73H*i!2)qH*i!d)s >,hi K73H*i!P)q, Ki*-i+i,H*i!`)qC3I+H*i!' +
  'P)n, Ki l)-i \\)i L)H*i!`)nC3I.H*i!])n, Ki k)-i [)i!/)H*i!d)nC3I/H*i\')H+i) 6 B =I,i)I*+hH*H+p,hH(H* 6' +
  'H)w,hi J73H(H* 6U((J-i L)H.H*i)oCq, Ki)-H-i!/)H/H*i)oCs3,hi K73H-ig =H,i. @ >I,H*i) 6I*4)33H+L8H,3 `' +
  '))) KH)K-8+I*H)L*H*i(p,hH*i Kn,hK(m,hi)L(H)L,3-i)L23-K(m,hH(i*H*iHq, KH*i2nH*i1n >H*i5n >-H*i\' {+u, ' +
  'Ki)-H*i%\'+uH*i L!0+w =3, Ki)-H*i\'\'!3(uH*i L L,w =33CL(H)K8 6L,333 b)*+ K) GK6,hK.H(K/ 7 6L.H(L/73K3,' +
  'h73i)L3K1LHK/I)H(I*K1I++hH)i8 6J(H*u,hH+H)%(,(J,% U)%3,(H+H,% V)%3,8H+iH 6I+H(I)4)33+hH)H*q,hH+H)U((' +
  'c)(H+i* 6I+H)i) 6I)4)33H+L13 \\*)* KH(8*K9K+i) 7i, @ 6J)P*,J*i(p,hH)P*0L^3K<LJi(LKH*LPK+i) 7L+K+, KK9' +
  'K+i) 7i, @ 6P*(-i*3L<K+KOp,hi\'\'\'\'/LO3KDK+i) 6r,h*hK>I)i(L>H),hK)H) 7J*i8n,hH)i(^*8H)j(_+<-H*iLn,hH)H' +
  ')P*<^*8H)H)Q+@_+<H)H)P*H^*D33H)i*^*(H)H(^*HH)iL 6L)4)3K)i.^*(K)H(^*,K)i0 6L)3-KDK+i) 6n,hi\'\'\'\'/LD33K' +
  '+Kxti(KNC,hH(8J33 x))) KH(8-*hK6,hK.i*i)H*i\'\'+sC 6L.H*iHs,hi(LA34)3K3m,hi)L3K1LH3K1I+* KH*i\'\'+s,hH+H' +
  '*i2 Bi!0 {+ 6c)(H+H*i\'/ =i L!(+ 6c)*H+i, 64)3H+H*c)(H+i* 63L13H)H(i) 6J(s,hH(i) 6H(H(U((i2nCI(-i)Lr3' +
  'H(L/H(3!Z)** K) GKAm,hi(73K6,hi)73K3m,hK/I)* K+hH(H)s,hH)%(,(J+%4HHHHHHHHHHHHHHHH%KH+%42222222222222' +
  '222%KH+%45555555555555555%K%xH+%41111111111111111%K%x%x% 0i\'\'+ ?J*,hH)H* 4 6J)H(H(H)sC4+3H)i8 6I)4)3' +
  '3H(3H(w73KHI(* K+hH(K1q,hi(H(W)(iHs5*BH(i* 6I(4)33i)33|)+ KK*J(K-w,h73H(U((I)H(i) 6J*L*H)ifn,hH*8A-H' +
  ')iWn,hi1L0-H)i L d: 6U((i, =,hi,L0-i3H(8,3333!f)*+ K) GK3m,hi(LQK/LRH(K/ 7LL73i)LQKHLRK1KR 7i) BLLK1' +
  'I+KRJ*I(+hi)H,%4 L\' L\' L\' L\' L\' L\' L\' L\'%v%{H(i8 6J)H+sCm,hH,H(%(,(%xI,H)I(4)33* Ki(H,%4 L\' L\' L\' L\'' +
  ' L\' L\' L\' L\'%v%{5(B+hH(H+q,hi(H(W)(i L)w5*BH(i* 6I(4)33K1H* 7i) BI)i(I(+hH(H)p,hH(H* 6H*H(i) @ 6U((b' +
  '((H(i) 6I(4)33i)3,hi(LQ33 {*** K) GK6,hKA,h*hH(I.* K+hH)H.s,hH.%(,(J0%4HHHHHHHHHHHHHHHH%KH0%42222222' +
  '222222222%KH0%45555555555555555%K%xH0%41111111111111111%K%x%x% 0i\'\'+ ?J/,hH.H/ 4 6J.H)H)H.sC4+3H.i8 ' +
  '6I.4)33H)3J.H)w5(H.U((J.H+nH*H.n >H,H.n >LA33H(H)H*H+H,H-84I(K.K , 6L.H(L/H(73K3m,hH)H(H)H*H+H,H-85J' +
  '(u, Ki)-H(U((i L)q3,hH(73H(8-3H(H)H*H+H,H-8H3 g+** K) G+hH(H)q,h*hH(U((J.i L)q, KH/H(H)H*H+H,H-85J.H' +
  '( 7 6I/H(H.n5)H.-KBmH.i!P)q =H(i8 6H)u =, KH(%(,(J0%4!P!0!P!0!P!0!P!0!P!0!P!0!P!0!P!0%v%4!0 L!0 L!0 ' +
  'L!0 L!0 L!0 L!0 L!0 L%UH0%4\'(\'(\'(\'(\'(\'(\'(\'(%v%4!1(!1(!1(!1(!1(!1(!1(!1(%Z%v% P)i K ?i L* > 4J.m,hK(5' +
  '+i)L(H(L,4+3H.H/ 6I/H(H.i) @ 6-H(H)8+J.iHq, KH.i2nH.i1n >H.i5n >-H.i\' {+u, Ki)-H.i%\'+uH.i L!0+w =3, ' +
  'Ki)-H.i\'\'!3(uH.i L L,w =33m,hH.i(p,hH.i Kn,hK(m,hi)L(H(L,3-i)L23-K(m,hi*L(H(K8 6L,33i KI.3H.i(p5*H/i' +
  '*i)H.i\'\'+rC 6I/H(K8 633I(4*333H/L ,H(3!J)). GH*%7I/H+%7I0H,%7I1%42222222222222222%4HHHHHHHHHHHHHHHHH' +
  '-CI2%41111111111111111%4HHHHHHHHHHHHHHHHH-CI3+hH(H)q,hH(%(,(J.%4HHHHHHHHHHHHHHHH%MH.H2%KH.H3%K%x%wH.' +
  'H/%KH.H0%K%xH.H1%K%x%x% 0J*,hH(H* 4 6J(H)H(H)qC73H(i8 6I(4)33H)3v(H(ih 7J(Kqs,hK=Kqi L L0H(i) @J(H(i' +
  ' L L0uCJ(8)L=H(Lq3Kqi) @ih 7J(K %s,hK $K %H(8)L $H(L %33!%-*+ K) GH,8*K(,h73*hH+K\\r, KH*J,H+ 6I/*hH,' +
  'H/w5(KB,hH/H, 7I.4)3+hH,i8 6J-H/u,hH,%(,(J0%4!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`%T% 0 5H.H0%4!0!0!0!0!0' +
  '!0!0!0!0!0!0!0!0!0!0!0%S% 0 5 6 6I.H-I,4)33+hH,H/q,hH.H,U((J-i!0) =i L)oH-i!`)w 6 6I.H,i) 6I,4)333H.' +
  'K\\r-i(3,hiAI(4)3K+Ksv,hi?I(4)3i(K[K+C,hi8I(4)3i)L[K<I,KJJ-i)tKPJ.i(v =, KH.i@ 8i \\ j> 6-KdH-i@ 8 63i' +
  '(i4KKC 6J-H,^*(H-H(^*,H-H)^*0KyK+i, @i8 6q,hK9Kyi LHKyi) @J-H-i LHuCJ-8)L9H-Ly3K+i) 6L+K9K+i) 7i, @ ' +
  '6J-H)^*(H-H(^*,H(i(p,hK^H+ 6i8 6J-K +s,hKeK +i LHH-i) @J-H-i LHuCJ-8)LeH-L +3KeK^ 6H*H+$2((K9K+i) 7i' +
  ', @ 6J*K^^*0H*H+^*4K^H+ 6L^3H)L<H)LJi)LKH(LPK+KDr,h73K+i)r, KH)i)n, Ki(-H), Ki)-KCH, 6U((i, =33-i)3m' +
  ',hK+LDi(L>KCH, 6U((i) =,hK)i3^*(K)K5^*,K)i0 6L)373K)i(KCH) 6U((i* =CL>K)i)^*(K)H)^*,K)H(^*0K)K5^*4K)' +
  'i8 6L)73K(mJ),hK5I,H*LUH*H+ 6LMH),hH(L(H,L,333!R,*+ J- KH*i) @H*H(i)nCJ*mH*i!0(r >,hH(73H+U((J/iHu, ' +
  'Ki(-H+iHH/i) 6H/i l)nCb((i)3,hH(73H*i+ AI2H*i/ =I/H* xH( xjH R PI,+hH0H2p,hH,H)H0i+ @ 6Q+( Qj a!h u!' +
  'j c!\'!N g j K JjE UI,H0i) 6I04)33H/, JH,H)H2i+ @ 6Q+(j)H/i+ @ x Rj) I O Qj a!h u!j c!\'!N g j K JjE U' +
  '-H,3j a!h u!j c!\'!N g j K Jj\\ T sJ3i!8( 8i L0 6J0Q+(J-j L L L L L L L L K OI.H( xH* xj) R PJ,H-j\'\'\'\'' +
  '\'\'\'\'( OyI*+hH1H2pH* =,hH1i+ @J*H0i0 6 6Q+(H)H* 6Q+(yI*H1i) 6I14)33H/i(oH* =, KH2i+ @J*H0i0 6 6Q+(H)H' +
  '* 6Q+(j)H/i+ @ x Rj) I Oy-H*3,hH+H+U((J)i, 7i(H)i,sCb((H.j L L L L L L L L0z,hH0H,j L L L L L L L L0' +
  ' P_+(3H3i+ @i*H(i, >H.j(zC >73H+H+U((i) 6b((H.j L L L L L L L L)~,hH0H-j L L L L L L L L) I_+(H(73H0' +
  'H,_+(i(I++hH+H2p,hH+i+ @J*H0i0 6 6H)H* 6Q+(_+(H+i) 6I+4)33H/,hH2i+ @J*H0i0 6 6H)H* 6Q+(j)H/i+ @ x Rj' +
  ') I O_+(3H(3!Q))+ KK*I(K-I)+h*hH(H)KmidiNi(83J(L*i)K(i)K2H(H)wCC,h73H(U((J*Kmn5(H*iNn,hH(8K73H*i5n,h' +
  'H(H)iH8/I(-H*i1nH*i2n >,hH(8-*hK6,hK.i) 6L.4)3K3m,hi)L3K1LH3K1J*iHc)(H*i* 6L13H(i) 6J(L/-K(m,hi2i*H*' +
  'idnCL(H(i) 6L,37334)33H(i) 6L*i+L0H(8VK(m,h8133 ]))* KK*I(K-I)+hH(H)q, KH(U((i L d: 6U((i, =-i(3,hH(' +
  'i) 6I(4)33H(L*H(K-w,h73H(U((LmKmiOoKmiJo =,hi1H(8,73H(i) 6J(L*i0L0i)LEK+KDvL6i(L3H(L/i(L.i)LAK-H(s,h' +
  '8933 .)* KK*I(K-I)+hH(H)q, KH(U((i L d: 6U((i, =-i(3,hH(i) 6I(4)33H(L*H(K-w,h73H(U((ieo,hi0H(8,73H(i' +
  ') 6L*i/L08:3!&.*1 K) GK~I*K-I.KPK|K;mJ+CJ(i(p, Ki(-H(i) @H+ 6i) @i!P!Vc 63I/K*H*n,h*hH/, KH/W)(i) 7-' +
  'i K3J,i(pH,K@v >5(H*H,i* @J(i P j; 6P*(H(i L j; 6P*( 7 6J(H.w, Ki)-H(U((ieo3, Ki(-K:H,i* @i L j; 6P*' +
  '( 6I+H(H*J) 7I0* K+hH0i8w,hi(H+%(,(H)%(,(%y%{5*BH+i8 6I+H)i8 6I)H0i8 7I04)33i)H0m5(Bi)H0 @i) 7H+%(,(' +
  'H)%(,(%K% 0i\'\'+ ? =m33i(I)m5(H,LYH,i* @i L j: 6P*(LgH(L*H(I)33H)m,hH*H.8EI)K2i)H)H.qi(H/CCm,hH/KYi) ' +
  '6c)(33i)K2H)H.wC,h73H)H*n,hi/H)8,73KYi(v, KKY-H*H)H* 7Kgi(8N3L|H)H* 7L}K}K\\r,h*hH*J(H)w5(KB,hH)H( 7I' +
  '-4)3+hH(i8 6J+H)u,hH(%(,(J1%4!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`%T% 0 5H-H1%4!0!0!0!0!0!0!0!0!0!0!0!0!0' +
  '!0!0!0%S% 0 5 6 6I-H+I(4)33+hH(H)q,hH-H(U((J+i!0) =i L)oH+i!`)w 6 6I-H(i) 6I(4)333H-L}3KzK;i, @i8 6q' +
  ',hK7Kzi L0Kzi) @J(H(i L0uCJ(8)L7H(Lz3K7K;i, @ 6J,Kg^*(H,K|J(^*,H(i(p,hH)H* 7J+K_ 6i8 6J(K -s,hKSK -i' +
  ' LHH(i) @J(H(i LHuCJ(8)LSH(L -3KSK_ 6H*H+$2((H,K_^*0H,H+^*4K_H+ 6L_3K;i) 6L;i(L4i.L0H)U((J(ien,h8;-H' +
  '(ifn,hK(m,hi0L(H)i) 6L,3-H(i L d: 6U((i, =m,hi/H)8,3333 2(H(H)H*H*H*i)84I(K.K , 6L.i)H(H)wi)K2K(CC,h' +
  'H(73H*H(U((J*n,hH(73H(L/H*i5n,hH(H)i28/73K(m,hi*L(H(i) 6L,3H(3!%)(i(LEK6, Ki)-H+, Ki(-H(8033,hK6mK.i' +
  '(r =,hi(L>K)i,^*(K)i K^*,K)i(^*0K)i(^*4K)i8 6L)373H(82K., KKQ-KQKRKLH*i\'/ =i L T: 6883I(K)K> 7i8o,hi' +
  '(L>3K)i+^*(K)H(^*,K)KR^*0K)KL^*4K)H)^*8K)i< 6L)KLm,hi(L>33 \'(KEm,h73K6,hH(8-73H(80LAH(82KLi(r,hi(L>K' +
  ')i,^*(K)KQ^*,K)KR^*0K)KL^*4K)i8 6L)3K.KL 6L.i(L3H(L/3!7/)4 KK-I/K5i) 6J*K*nK+i(r =,hKJJ)i)tKPJ(i(v =' +
  ', KH(i@ 8i \\ j> 6-KdH)i@ 8 63i(i4KKC 6J.P*,I-K<H.P*(nH-i(v =,hH-i* @J(i L j; 6P*(I)H(i P j; 6P*(H) 7' +
  'J(H* 6J,H/q, KK:H) 6I0H*I+H(I)* K+hH)i8w,hi(H0%(,(H+%(,(%y%{5*BH0i8 6I0H+i8 6I+H)i8 7I)4)33i)H)m5(Bi' +
  ')H) @i) 7H0%(,(H+%(,(%K% 0i\'\'+ ? =m3-i(3, KH,U((J)iWnH)ifn >, Ki)-H)i L)q, KH)i L d: 6U((i, =-i(33-i' +
  '(3,hi(L4H,L*i+L0i(L;i(L_H-H.P*0H*H(H,i) 687K(m,h8137333H*H/8EI(i)K2H(H/wC,h73H(H* 7I3H(H/8+J2i Kn,hK' +
  '(m,hi)L(H(L,3-H2iHq, KH2i2nH2i1n >H2i5n >-H2i\' {+u, Ki)-H2i%\'+uH2i L!0+w =3, Ki)-H2i\'\'!3(uH2i L L,w ' +
  '=33,hH3K( >m,hi.L(H(K8 6L,3-K(m,hi*L(H(K8 6L,333K(,h73H(K8 6I0KYi(v, KKY-H*H3Kgi)8N3I+i(L4i(L;i(L_H+' +
  'J(i(v,hH+i* @i \\ j< 6P*(I(3K<I/H+i(v, KH(i Jn-H*I)* K+hH)H*H3 6q,hi)H)U((ibn5*BH)i) 6I)4)33i(33,hH+H' +
  '*H38MI(3i(I)*hH+i(pH/i)t >5(H/H+i | jDP*(9,(J.i!@ jDP*(9+(K] =I1+hKcH1i+ @ 6J-P*(J,H.n,hH-P*,I)4*3H,' +
  'm5)K]H1i) 6 =I14(3(3H+H)m,hi(I)*hH(i(pH/i)t >5(H/H(i | jDP*(9,(J,i!@ jDP*(9+(K] =I1+hKcH1i+ @ 6J+P*(' +
  'J(H,n,hH+P*,I)4*3H(m5)K]H1i) 6 =I14(3(33H)H*H3H087H2iWnH2ifn >, Ki)-H2i L)q, KH2i L d: 6U((i, =i(o-i' +
  '(33K( >m,hi.L(H0L,3i+L03&+), K* Ki(K;i*p5(BK;i0r,hiHI)+hH)K;i) @q,hH)i) @I)4)33H)i* @J+K .s,hKkK .H+' +
  '8)LkH+L .3Kki(H)i* @$3(* K+hH*K;p,hH*LlK7H*i, @ 6P*(H)i) 7 =I++hKkH+i* @ 6P*(J,,hi)K7H*i, @ 6K7H,i) ' +
  '7i, @ 68R5,BH+i) 6H)i) 7 =I+4)33KkH+i* @ 6H*i) 6J*^*(4)33i(34)3i)I)+hH)K;p,hH)Lli(I*+hH)H*r,hi)K7H)i' +
  ', @ 6K7H*i, @ 68R5,BH*i) 6I*4)33H)i) 6I)4)33i(3,hK7KlJ)i, @ 6P*,J*i(v, KK:H*i* @i L j; 6P*( 6-KSK7H)' +
  'i, @ 6P*0 63I)K7KlJ*i, @ 6P*,J+i(v, KK:H+i* @i L j; 6P*( 6-KSK7H*i, @ 6P*0 63I*K7KlJ+i, @ 6P*,J,i(v,' +
  ' KH,i* @J+i P j; 6P*(H+i L j; 6P*( 7-K7H+i, @ 6P*43H* 6I*K(mJ+,hH)LUH*LMH+,hi4L(H(L,3373i(L0K+i)n,hi' +
  ')Lj33!h*)- KK5i* 6I*K-I+K+i(r,hH*K9K+i) 7i, @ 6P*,J(i(v, KH(i* @J(i P j; 6P*(H(i L j; 6P*( 7-K9K+i) ' +
  '7i, @ 6P*43J( 6J,H+q, KH,U((ifn-i(3, KK9K+i) 7i, @ 6P*,J)i(v, KK:H)i* @i L j; 6P*( 6-KeK9K+i) 7i, @ ' +
  '6P*0 63I)* K+hH(i8w,hi(H)%(,(H*%(,(%y%{5*BH)i8 6I)H*i8 6I*H(i8 7I(4)33i)H(m5(Bi)H( @i) 7H)%(,(H*%(,(' +
  '%K% 0i\'\'+ ? =m3-i(3,hi(L4H,i) 6J(L*i(L0H(8.733K*I(+hH(H+q, KH(U((i L d: 6U((i) =-i(3,hH(i) 6I(4)33i(' +
  'K*H(8DJ)H(8Gi)K2H)H+wC,h73i3L08C3!5+). KK*I(K-I)+hH(H)q, KH(U((i L d: 6U((i, =-i(3,hH(i) 6I(4)33H(L*' +
  'H(K-w,h73H(J*U((ifo,hi6H(8,73K5i* 6J+I(K-I)+hH(H)q, KH(U((i L d: 6U((i) =-i(3,hH(i) 6I(4)33H*i) 6L*H' +
  '(J,H+ 7I(K+, KK9K+i) 7i, @ 6P*,J)i(v, KH)i* @J)i P j; 6P*(H)i L j; 6P*( 7-K9K+i) 7i, @ 6P*43H(o-i)3,' +
  ' Ki(-K9K+i) 7i, @ 6P*,J)i(v, KK:H)i* @i L j; 6P*( 6-KeK9K+i) 7i, @ 6P*0 63I-H+I)* K+hH(i8w,hi(H-%(,(' +
  'H)%(,(%y%{5*BH-i8 6I-H)i8 6I)H(i8 7I(4)33i)H(m5(Bi)H( @i) 7H-%(,(H)%(,(%K% 0i\'\'+ ? =m33m,hK(mJ(,hH*i' +
  ') 6I)H+LUH,LMH(,hi7L(H)L,3373i(L4i(L0H*i) 68.3g)) K+hH)H*q,hH)K-8+J+i(p, Ki(-H(H)n, KH+8P-H+8Q33,hH)' +
  'K8 6I)4*333H)3 =)) KK*I*+hH)H*s, KH*U((i L d: 6U((i) =-i(3,hH*i) 6I*4)33H)H*s,hH(H*8FKYi(v,hH*L*H*73' +
  '3H(K*H*8DJ)H*8GK2mH)H*q =,hH(H)8F3H)3 L+)/ KH)H( 7J*i!5!+!b T D ?I-H*H(J* 6I,+hH*i, 6J+H,u,hH-H*P*( ' +
  '?i }!c!M!a E 8i7 CI-H+I*4)33+hH*H,q,hH-H*U(( ?i _ O L0 8I-H*i) 6I*4)33H-H-i7 B ?LgH)H( 7I,KgJ0i\'g =I' +
  '.*h+hH/Kut,hi KI+H.i) @i \\ j= 6W)(i) 7J)i(p5*H)J+i* @J)i L j: 6P*(H0n, KH,H)i P j; 6P*(H)i L j; 6P*(' +
  ' 7n-i(3, KK:H+i* @i L j; 6P*( 6I-H(I*H,I)* K+hH)i8w,hi(H-%(,(H*%(,(%y%{5*BH-i8 6I-H*i8 6I*H)i8 7I)4)' +
  '33i)H)m5(Bi)H) @i) 7H-%(,(H*%(,(%K% 0i\'\'+ ? =m3-i(35*H.i) 6i\'g =I.H/i) 6I/4)33i KI+3H+LY3I(H(L*H(H)q' +
  ', KH(K-8+i Jn-i(3,hi)L233 L-** K) GK1I/+hH(H)q,h*hH(U((J.i L)q, KH+H.nH*H.n >H,H.n >, Ki(-H.iHq, KH-' +
  ', KH.i1nH.i2n >-i(3-i)33m5)H/H.c)(H/i* 6I/H(i) 6-KB, KH.i) @i L f: 6W)(J.i\'\'+n,hK(5+i)L(H(L,4+3H/H.c' +
  ')(H/i* 6I/H(i) 6-H.i!P)qH.i!2)w =H(i8 6H)u =, KH/H(%(,(J0%4G(G(G(G(G(G(G(G(%vi.% W)H0i0% Y)%4g(g(g(g' +
  '(g(g(g(g(%v%x%3,(H(%(,(J0%4!P!0!P!0!P!0!P!0!P!0!P!0!P!0!P!0%v%4!0 L!0 L!0 L!0 L!0 L!0 L!0 L!0 L%UH0%' +
  '4\'(\'(\'(\'(\'(\'(\'(\'(%v%4!1(!1(!1(!1(!1(!1(!1(!1(%Z%v% P)i K ?i L* > 4J.m,hK(5,i)L(H(L,4,3H.i) @J.H/ 6I/' +
  'H(H. 6-H(H)8+J.iHq, KH.i2nH.i1n >H.i5n >-H.i\' {+u, Ki)-H.i%\'+uH.i L!0+w =3, Ki)-H.i\'\'!3(uH.i L L,w =' +
  '33m,hH.i(p,hH.i Kn,hK(m,hi)L(H(L,3-i)L23-K(m,hi*L(H(K8 6L,33i KI.3H.i(p5+* KH.i\'\'+s,hH/H.i2 Bi!0 {+ ' +
  '6c)(H/H.i\'/ =i L!(+ 6c)*H/i, 64)3H/H.c)(H/i* 63I/H(K8 6333I(4*333H/L1H(3!$0+. K) G) JKIi(rI.H*i\'/ =i' +
  '!P!Nc 6J1U((J/iHu, Ki(-H1iHH/i) 6H/i l)nCb((i)3H. >,hi(73H)H(i!P+ 6J.H)H.qCI3H+I.*h* KH(i) 6H, 6J0U(' +
  '(ifo,h+hH0H3q, KH0U((ifo-i(3,hH0i) 6I04)33i(H0H3w5)BH0i) 6H0i) 7U((iWn5)B3+hH0H3q,hH0%(,(%4ddddddddd' +
  'ddddddd%KH0%(,)%4WWWWWWWWWWWWWWWW%K%v% 0I2+hH2,hi(H,H0H2 4 6i* 6J+ 6J)H3w5,BH)i) 6H)U((ifn, KK:H.i* ' +
  '@i L j; 6P*( 6I/H,I)* K+hH)i8w,hi(H/%(,(H+%(,(%y%{5*BH/i8 6I/H+i8 6I+H)i8 7I)4)33i)H)m5(Bi)H) @i) 7H' +
  '/%(,(H+%(,(%K% 0i\'\'+ ? =m3-i(35,BH2H2i) 7 =I24)33H0i8 6I04)33i(3J+H(i8 6q5(H+H( 7I.H(I,+hH,i8 6J)H+u' +
  ',hH4H4i-%!;)%!>)H,%(,(%yI4H)I,4)33H4H4i-%!;)%!>)H+i8 7%(,(%yJ4%E)j a!h u!j c!\'!N g j K JH+H( 7 yH4%E' +
  '( Qj a!h u!j c!\'!N g j K JjE U Qj) PJ5j^ T sJ,i@ 8i!P jD 6J/P*<I0H/Q+(H5z, Ki)-H/P*0H*o3, Ki)-H/P*4H' +
  '.o3,hH1H1U((i) 6b((H0i)r,hH/H0i) 7^*<-H/H5_+(H/H*^*0H/H.^*4H/i(^*<3i(73H0m,hKNi(oH*i(p =Kwi(v =,hi(7' +
  '3H1H1U((i@ 6b((KN,hKwi\'/ =i!P!Nc 6iIb((3H+LNH(L )H,L *H5L 2H*LwH-LxK)i(H*i(vJ(CL 3H(,hK)i1^*(K)H,^*,' +
  'K)i(^*0K)i(^*4K)i8 6L)3i(73H-H/P*8r, Ki(-H,i!P+ 8i!P!NE 6I2i(I-* K+hH-i8 6J)H.u,hi(H-H2 6%(,(H(H- 6%' +
  '(,(%y%{5*BH)I-4)33H.i8 7J)H2 6%(,(H(H) 6%(,(%y%{m33m5(H1H1U((J)i, 7i(H)i,sCb((H/i!0(H0i* 6J)H)i!0(vC' +
  '^*<H(L5H*i(v,hK)i2^*(K)H,^*,K)H(^*0K)H+^*4K)i8 6L)3H+73H1H1U((i) 6b((i(3%))- KK *i@ 8i!P jD 6I,H(KNn' +
  'J),hK 2H,Q+(yI)3K 3I+i(LNH), KH+, KH+i8 6I)K)I-* K+hH)H-q,hH)P*(J*i)n, KH)i8 6-H*i*n, KH)iL 6-H*i+n,' +
  ' KH)i< 6-H*i-n, KH)i@ 6-H*i.n, KH)i0 6-H*i3n, KH)i0 6-i(40333333I)4)33i)3-i)3-i(3m,hKwi\'/ =i!P!Nc 6i' +
  'Ib((73K *i!P+ 8i!P!NE 6K )H(K ) 7$2((H,Kx^*8H,i,^*<H+,hH+K)^*033Q(H(8-H(LiH(L4K0L /i4L0H(i) 6L*i(L?i' +
  '(L{j(LX3!F))+ KK (K@i* @i L j; 6P*(J-H) 6qK@i LHv >, Ki)-Kti(rH)i L*s =3,hi K73H*i\'g =I,+hH,i) @i \\ ' +
  'j= 6W)(,hH,i) 6i\'g =I,H+i) 6I+4)33H+Kur,hKti(r,hi K73H+Lu3K:H- 6H(H)$2((K@J(i) 6J+L@K@i* @i L j; 6H)' +
  'H- 6^*(H(i* @J)i L j: 6H*^*(H)i \\ j< 6H(^*(H,i) @i \\ j= 6H+c)(H(3P(H(H)H*K[m8(I)H(i(v,hH(i* @i \\ j< ' +
  '6H)^*(3H)3 e))) KK+KDpH(H)H*8LJ,i(v >,hK)i/^*(K)H,^*,K)H(^*0K)H)^*4K)i8 6L)3H(I** K+hH*H(H) 6q,hi)H*' +
  'U((ibn5*BH*i) 6I*4)33i(3m,hH,73H+,hH,H(H)8MB-H,i(v,hH,i* @i \\ j< 6i J^*(33H,3!?)(H(i L*q,hH(i!G)oH(i' +
  '!0)w =H(i!g)o =73H(i L!0(q,hH(i&.o, KH(i!_.uH(i L.w =-i)3m73H(i M!P(q,hH(i Y!0(uH(i X!0(w =, Ki)-H(i' +
  ' [!3(uH(i!`!0(w =3, Ki)-H(i!_!O(uH(i L!H(w =373H(i\' {+u, Ki)-H(i!?#+uH(i L!b+w =3, Ki)-H(i%\'+uH(i!`#' +
  '+w =3, Ki)-H(i\'\'cuH(i L L,w =33H(H(i L)q, KH(i L d: 6U((i* =i(o-H(8O33z)) KH(i L)q,hH(i L d: 6U((i) ' +
  '=73H(i!/!0(nI)H(i!\')n, Ki)-H(i!_.uH(i L.w =3H) >H(i!0!0(n >, Ki)-H(8O33!#))) KH(P*(H)P*(o,hi(73H(P*,' +
  'J*i(v,hH*H)P*,n73H(P*4J*H)P*4n, KKSH(P*0 6I(KSH)P*0 6I)* K+hH*i8w,hi(H(%(,(H)%(,(%y%{5*BH(i8 6I(H)i8' +
  ' 6I)H*i8 7I*4)33i)H*m5(Bi)H* @i) 7H(%(,(H)%(,(%K% 0i\'\'+ ? =m3-i(33a(i(L0i!0(Lui*L<i\'\'\'\'/LDi\'\'\'\'/LOi*' +
  'LJi(LQi(L?i(L /i(Lni!\\!VdLF36(H(i }!c!M!a E 8i4 B35(H)i) 6H(i6 @ >3!]+)+ KH(i) 6J)8*K(mK 1K;p =,hi@L' +
  '(H)L,3K}K\\r,h*hK7K;i) 7J)i, @ 6P*,J*i(v, KK:H*i* @i L j; 6P*( 6-KSK7H)i, @ 6P*0 63J)K7K;i) 7J*i, @ 6' +
  'P*,J+i(v, KH+i* @J*i P j; 6P*(H*i L j; 6P*( 7-K7H*i, @ 6P*43 6K(5(H)LULMK(m,hiBL(H(i) 6L,333K6, KK.H' +
  '(K/ 7 6-K3, KK1KH 7i) B-H(K/ 73K. 63KGr,h*hK7K;i) 7J)i, @ 6P*,J*i(v, KK:H*i* @i L j; 6P*( 6-KSK7H)i,' +
  ' @ 6P*0 63J)K7K;i) 7J*i, @ 6P*,J+i(v, KH+i* @J*i P j; 6P*(H*i L j; 6P*( 7-K7H*i, @ 6P*43 6K(5(H)LULM' +
  'K(m,hiCL(H(i) 6L,333K(m,h*hi(LEK65(K|I)H(82K., KKQ-KQKRKLH)i\'/ =i L \\: 6883I*i(L>K)i-^*(K)H)^*,K)H*^' +
  '*0K)KR^*4K)KL^*8K)H(i) 6^*<K)i@ 6L)333!@.)0 KH(U()iWn,hH)H(i* 6J)K9K+i) 7i, @ 6P*,J(i(v, KH(i* @J(i ' +
  'P j; 6P*(H(i L j; 6P*( 7-K9K+i) 7i, @ 6P*43J( 6J*u, Ki)-H*U((ifo3, Ki(-K9K+i) 7i, @ 6P*,J+i(v, KK:H+' +
  'i* @i L j; 6P*( 6-KeK9K+i) 7i, @ 6P*0 63I+* K+hH(i8w,hi(H+%(,(H)%(,(%y%{5*BH+i8 6I+H)i8 6I)H(i8 7I(4' +
  ')33i)H(m5(Bi)H( @i) 7H+%(,(H)%(,(%K% 0i\'\'+ ? =m33m,hi(73H*i) 6J(8.H(73KJJ*i)tKPJ+i(v =, KH+i@ 8i \\ j' +
  '> 6-KdH*i@ 8 63i(i4KKC 6J1P*,I/K<H1P*(oH/i(p >,hi(73H/i* @J*i P j; 6P*(H*i L j; 6P*( 7J,H(i) 6J- 6J.' +
  'i) 6H)w, Ki(-K:H/i* @i L j; 6P*( 6I0H-I*H,I+* K+hH+i8w,hi(H0%(,(H*%(,(%y%{5*BH0i8 6I0H*i8 6I*H+i8 7I' +
  '+4)33i)H+m5(Bi)H+ @i) 7H0%(,(H*%(,(%K% 0i\'\'+ ? =m33m,hi(73H1P*0I*H.U((I+K+KDv, Ki)-K<I0H*i)n, Ki(-H*' +
  ', Ki)-KCH0 6U((i, =33m3,hH(H)H*H/H,8YJ),hH)73-KCH* 6U((i0 =, KH+iWnH+ifn >, Ki)-H+i L)q, KH+i L d: 6' +
  'U((i, =-i(33-i(3,hH(H)H*H/H,K+8IJ0,hH*LJi(LKH/LPH08*H0733H+ifni(KCH* 6U((i* =C,hH(H)H*H/H,8XJ),hH)73' +
  '33H+iWnJ),hH.U()ifnI)3H)mH+ifo =,hi(73H(L5H/H*H-H,H.i) 6J(87H)m,hH(73K(m,hH.i* 68.3H.i* 63 Q-*- K) G' +
  'K+KspH,K\\t =KIi(t =m,hi(73*hH(H, 6i* 6J.H)idiNi!M(i)85J0H)w5(i(LnH.LoH0H. 7LpH0J/U((J-idn5(i(I/H-i L' +
  ')q5(K1I1K1I/+hH.i8 6J-H0u,hH/H.%(,(J2% U)%3,(H/H2% V)%3,8H/iH 6I/H-I.4)33+hH.H0q,hH/H.U((c)(H/i* 6I/' +
  'H.i) 6I.4)33H/L1H0H)idiNi!M(i)8HI/K(mK2mH)H/s = =, KH/U((idn-i(3,hi)LnH1LoK1H1 7i) BLp4)3H1L1i(L2i(L' +
  '(i(I/3H/m,hi(73H,H/ 6i+ 6J-H)s, Ki)-H/W)(i!,!N(o3, Ki)-H-i) 7U((ifo3, Ki(-K:H+i* @i L j; 6P*( 6I)H/i' +
  '* 6I.H-i(* K+hH,i8w,hi(H)%(,(H.%(,(%y%{5*BH)i8 6I)H.i8 6I.H,i8 7I,4)33i)H,m5(Bi)H, @i) 7H)%(,(H.%(,(' +
  '%K% 0i\'\'+ ? =m3C3J,mKpKGr >,hKni)n,hKoL13i(73H(L5KnKoKpH*i\'/ =i L T: 688I)i(L>K)i*^*(K)H*^*,K)H+^*0K' +
  ')H(^*4K)H)^*8K)Ko^*<K)Kp^*@K)H/i) 6^*DK)H,^*HK)iL 6L)K+Kxti(KNC,hH,8J3H*LJi(LKH+LPH,8*H,3 o0*- K* GH' +
  '(i) 6H, 6U((J-iWnH-ifn >, Ki)-H-i L)q, KH-i L d: 6U((i, =i(o-i(33m,hi(73H-ifn, K* Ki(K+KspH,K\\t =KIi' +
  '(t =m5(BH(H, 6i* 6I.*hKB, Ki(-H.I/* K+hH)H/s,hH/%(,(J2%4!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0%MJ3H/i) 7%(' +
  ',(%4!2!2!2!2!2!2!2!2!2!2!2!2!2!2!2!2% =%4FFFFFFFFFFFFFFFF%N%yH2%4((((((((((((((((%MH3H2%4!2!2!2!2!2!' +
  '2!2!2!2!2!2!2!2!2!2!2% =%4FFFFFFFFFFFFFFFF%N%x%w%x% 0I-H2%4HHHHHHHHHHHHHHHH%NH2%42222222222222222%KH' +
  '2%41111111111111111%K%x%wH2%4dddddddddddddddd%KH2%4NNNNNNNNNNNNNNNN%K%xH2%4 ) ) ) ) ) ) ) ) ) ) ) ) ' +
  ') ) ) )%K%x%x% 0J0,hH-H0H0i) 7 ? =, Ki(-H/H0 4 6J-H)H)H-sC34+3i(H-5*BH/i8 6I/4)33H)33J-H)qi(H-C, KH-' +
  'U((idn-i(35(H.H)idiNi!M(i)84I-K(mK2mH)H-s = =, KH-U((idn-i(35(i(L2i(L(i(I-3i(H-J0, KKGH-H. 7p, K*hH-' +
  'H.J-u5(KB,hH0H- 7I14)3+hH-i8 6J.H0u,hH-%(,(J2%4!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`%T% 0 5H1H2%4!0!0!0!0' +
  '!0!0!0!0!0!0!0!0!0!0!0!0%S% 0 5 6 6I1H.I-4)33+hH-H0q,hH1H-U((J.i!0) =i L)oH.i!`)w 6 6I1H-i) 6I-4)333' +
  'H1KGr-i(3-i)35(BH0H,J- 6i+ 6J1H)s, Ki)-H0W)(i!,!N(o3, Ki)-H1i) 7U((ifo3, Ki(-K:H+i* @i L j; 6P*( 6I/' +
  'H0i* 6I.H1i(* K+hH-i8w,hi(H/%(,(H.%(,(%y%{5*BH/i8 6I/H.i8 6I.H-i8 7I-4)33i)H-m5(Bi)H- @i) 7H/%(,(H.%' +
  '(,(%K% 0i\'\'+ ? =m3C33-i(3J-m,hH(H)i KH+ 7H+H,K+8II-3H-m,hi(73K+KDp,hi(L>K<KC 6U((i) =,hK)i3^*(K)H(^*' +
  ',K)i0 6L)33H*LJi(LKH+LPH-8*H-3!E9+. K) G) JKr,hi(LrK*U((i2n,hK*i) 6L*K*L/733*h*h*h*h*h*h*h*h*h*h*h*h' +
  '*h*h*h*h*h*h*h*h*hK06<()*+,-./012345689:;7<3*h+hK+i(r,hKE, Ki)-8y3,h8xm5+3i)K*K-wi)K(i)KjK0CCC, Ki)-' +
  'K)KT 7i L L,w35*4)33K*I(K-I)* K+hH(H)q,hH(%(,(J.%4HHHHHHHHHHHHHHHH%KH.%42222222222222222%KH.%4555555' +
  '5555555555%K%xH.%41111111111111111%K%x%x% 0i\'\'+ ?J*,hH(H* 4 6J(H)H(H)qC4+3H(i8 6I(4)33H)3J(L**hH(H)w' +
  '5(H(U((idn,hH(L5H(i) 6L*i)L0H(L44)3H(H)8+J)i(p,hH)i Kn,hK(m,hi)L(H(L,3-i)L23-KZH(nH)i\'%+n =,hH(K8 6J' +
  '(L*H(LZ-H)iHq, KH)i2nH)i1n >H)i5n >-H)i\' {+u, Ki)-H)i%\'+uH)i L!0+w =3, Ki)-H)i\'\'!3(uH)i L L,w =33,hK' +
  '(m,hi+L(H(L,3-K(m,hi*L(H(K8 6L,33333373K*J(U((I)H(i) 6L*H)i L d: 6U((i* =,hH(L*K5L4i*L08@-H)iWn,hi2L' +
  '0K5L48B-H)iIn,hi5L0K5L4-H)ign,hi8L0K5L4-i.H(8,3333738@738173K*I(K-I)+hH(H)q, KH(U((i L d: 6U((i, =-i' +
  '(3,hH(i) 6I(4)33H(L*K-H(s,hH(U((J)i L d: 6U((i* =,hH(L~H(L4i-L08<-H)iWnH)ifn >,h81-i/H(8,333738<738;' +
  '738:738973*hK*J(U((ifo,hi5H(8,4)3H(i) 6J(L*H(8AK(m,hH(8.33738B738C73K*I(K-I**h+hH(H*q,hH(J)i) 6I(H)U' +
  '((J)icn,hH(L*K?i-n, K* KiNKXJ/j!Q!J!1+y5(BidH/j!\\!X)y5(BifH/j!W!X)y5(BiOH/j!Q!P!- g/y5(BiJi(H/j!a!Z!' +
  '- o/yC3-K{3I*K?i-nJ)m,hK?i*nI)3*hH)K?i,nH)C, KH*iHq, KH*i2nH*i1n >H*i5n >-H*i\' {+u, Ki)-H*i%\'+uH*i L' +
  '!0+w =3, Ki)-H*i\'\'!3(uH*i L L,w =33-i(3m,hK(m,hi-L(KiL,34)3*hK6,hK.i*i)H*i\'\'+sC 6L.H*iHs,hi(LA34)3K3' +
  'm,hi)L3K1LH3K1I)* KH*i\'\'+s,hH)H*i2 Bi!0 {+ 6c)(H)H*i\'/ =i L!(+ 6c)*H)i, 64)3H)H*c)(H)i* 63L13H(L/K /' +
  'L0i(L434+3H)8nm,hH)i L)q, Ki(-H(i) 7H*8+3I)H(i) 7J(L*H)i(p,hH)i Kn,hK(m,hi)L(H(L,3-i)L23-K(m,hi-L(Ki' +
  'L,334+34)33H(L*3738w73K*I(K-I)*h+hH(H)q,h*hH(U((iUn,hH(i) 6I(Kfi) 6LfKfi*p5+H(8*K.KGr,hK(5-iFL(H(L,4' +
  '-3i(LEi;L0H(L*4,3K.Kf 6L.i(LfH(H)iU8=I(i)K2K(C5(4*333H(L*H(L/373*hK*J(U((ifo,hi:H(8,4)3H(i) 6L*i(L03' +
  '738\\738q73K*I(K-I)K 0m,h+hH(H)q, KH(U((i L d: 6U((i, =-i(3,hH(i) 6I(4)33H(L/H(H)qL 03*h+hH(H)q,h*hH(' +
  'U((J*ign,hKhi)n,hK.i) 6L.3i)LhH(i) 6I(4+3Khi)nH*ifn =,hH(i) 6J(L*i(L0i(LEK #,hi(L4K)i0^*(K)K5^*,K)H(' +
  '^*0K)H(^*4K)i8 6L)4-3K 5,hK(5-i<L(H(L,4-3H(8*K(mK.KGr =,hiGL(H(L,34,3K.Kh 6L.i(LhH(H)ig8=I(i)K2K(C5(' +
  '4*333H(L*H(L/373K-I,K*J(KWn,h+hH(H,q, KH(U((i L d: 6U((i, =-i(3,hH(i) 6I(4)33H(LWH(L*3K*I(*h+hH(H,q,' +
  'h*hH(U((I+i)H(KW 7i!0(wJ), Ki(I-*hKWJ)H(w5(KB,hH(H) 7I-4)3+hH)i8 6J*H(u,hH)%(,(J.%4!`!`!`!`!`!`!`!`!' +
  '`!`!`!`!`!`!`!`%T% 0 5H-H.%4!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0%S% 0 5 6 6I-H*I)4)33+hH(H)s,hH-H)U((J*i' +
  '!0) =i L)oH*i!`)w 6 6I-H)i) 6I)4)333H-i!0(v-H)3H+i!K(nH+ifn >, Ki)-H+i L d: 6U((i, =3C,hK(5,KWLUH(LM' +
  'K(m,hi>L(K5L,34,3H(H,8+J)i(p,hH)i Kn,hK(m,hi)L(H(L,3-i)L234)3H(K8 6I(4*333H(L*333!R**+ K) GKTL)i(L>K' +
  ' $L1i(LNi(LjH(,hK-LaK-H( 6L-i(L23+hK*K-q,h*hKj, Ki)-K)KT 7i L L,w3,hK0i4n,hK*L/3K*8?i)738ZK(,hi*73K2' +
  '5(4*333K0i4n,hK*L/3K*8?i)KaK-qH(C,h*hKbJ(KaJ)H(H)sCJ(K-J+w5(KB,hH+H( 7I*4)3+hH(i8 6J)H+u,hH(%(,(J,%4' +
  '!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`!`%T% 0 5H*H,%4!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0%S% 0 5 6 6I*H)I(4)33+h' +
  'H(H+q,hH*H(U((J)i!0) =i L)oH)i!`)w 6 6I*H(i) 6I(4)333H*KI 6LIK(mKIK &r =,hiHL(K-L,33K-Lai*i(K(C3!S+)' +
  ', KK-I)K*J(L/H(8-+hH(H)q,h*hH(U((J*i!M(n,hH(i) 6I(KVi*p,hKVi) 6LV-*hK6,hK.i) 6L.i(LA4)3K3m,hi)L3K1LH' +
  '3K1J*i!M(c)(H*i* 6L1334+3KVi*nH*ifn =,hH(L/H(i) 6J*L*i(L0K<I)K.K/J(K/ 7 6K3, KK1KH 7i) B-H(K/ 73K. 6' +
  'K6CI+H)i(oJ(,hKCH) 6U((i) =mI(3H(mH+i!0(v >, Ki(-K/803m,hH*8*K(mH+KGr =,hiEL(H*L,33K(m,hK/H*H)H(mJ(8' +
  '>H(,hKOJ(K+J)H(H)pCLO3373+hKVi(r,h*hK6,hK.i) 6L.i(LA4)3K3m,hi)L3K1LH3K1J*i!M(c)(H*i* 6L13KVi) 7LV4)3' +
  '3H(L/H(H)i!M(i!M(i!M(i)83I(i)K2K(C5(H(H)q, KH(U((iHq-i(3,hH(U((i5o,hK(m,hi*L(H(i) 6L,373H(H)i28/I(34' +
  '*333H(L*H(L/3 q)** K) G*hH)J*H(u5(KB,hH*H( 7I+4)3+hH(i8 6J)H*u,hH(%(,(J,%4!`!`!`!`!`!`!`!`!`!`!`!`!`' +
  '!`!`!`%T% 0 5H+H,%4!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0!0%S% 0 5 6 6I+H)I(4)33+hH(H*q,hH+H(U((J)i!0) =i L)' +
  'oH)i!`)w 6 6I+H(i) 6I(4)333H+3,(K)3,(KT3.(i L f:3,(K[3 X*(H(i(oLB+hK@Ktr,hK@i) 7L@K@i* @i L j: 6P*(i' +
  '\'g =I(+hH(i) @i \\ j= 6W)(K@i) 6o,hH(i) 6i\'g =I(4)33H(i) @i \\ j= 6i(c)(4)33Kdi(Kv$3(i \\ j>i(i L L.$3(' +
  'i!P jDi(i L!0)$3(i!P!Nci(i L0$3(i(LNi(L+i*L<i\'\'\'\'/LDi\'\'\'\'/LOi*LJi)LKi(L^i(LIi(Lbi(L \'KTL)i(L>i(L0K=L' +
  '*K=L-K=Lai(L4K=LZi(L2i(Lji(Lri(L[i(L(i(L,i(LUi(LMi(LE3 }**, K* GH(i) 6H(K \', KH(U((i2n-i(3CI(H)i) 7U' +
  '((i5nL \'+hH(i8 6H)q,hH(i!`G 6J*H)H)H*sCI,%4((((((((((((((((I.+hH,H(i8 6J*s,hH.H(%(,(J/%4555555555555' +
  '5555%KJ.H/%42222222222222222%K% :% =H.H(%(,)%42222222222222222%K%v% :I.H*I(4)33H-H.% I% KJ.%C(H.%C) ' +
  '6 6H.%C*H.%C+ 6 6I-4)33+hH(H)q,hH-H(U((J,i5nJ*H+mH,i2n =H*Ci(o 6I-H*I+H(i) 6I(4)33H-3>(H(LsH)L 1H*L\\' +
  'H+LGH,L &3B(K*K-n, KK+i)i(K[K0CC-i)3m3,(K=3 S*)- KKFi, 6J)i X T, 6J*g(J+i8 @i7 6i < =J,s,hH+H*H, 7i\'' +
  '\'+ 6i L L H =i8 BJ,H+H,rCh(i(p,hH,h(i(p,h(333KFH*LFi X T,^*(H)LT+hH(i L*p,hH(i L d: 6i+i(H(iH >J)i!Q' +
  '(vJ*, KH)i!j(t-H*3H(i L)v >H(i!O(n >H(ibn >CJ)i) >H)H(iXvJ), KH(iat-H)3H(iUn >H(iVn >CJ)i, >H)H(i1nH' +
  '(iHn >H(i2n >H(i5n >Cb((H(i) 6I(4)33i(86KTL)i(L>3B(i L0i(i L L:$3(i L T:i(i L8$3(3U(H(i@ 8i!P jD 6J(' +
  'P*0i\'/ =i!P!Nc 6iIb((H(j(_+(H(i(^*<3,(KM3,(KU3,(K(3,(K,3!<+** J) KK?m,hH(iKn,hi)L?i)73i-L?3K?i-n,hH(' +
  'i!Q(qH(i!j(s >KXj\'\'\'\'7~ >,hi(73KXH( yKXx, Jj(-j!7(KX E Ij D O3 R PLXj0KXJ) Ej+ T IJ*j0y, Jj K-j)H*j+' +
  ' R Rj) I3j!Q!J!1+ OH)y, Ki)-j0H) Ej+ T IJ*j0y, Jj K-j)H*j+ R Rj) I3j!\\!X) OH)y3, Ki)-j0H) Ej+ T IJ*j' +
  '0y, Jj K-j)H*j+ R Rj) I3j!W!X) OH)y3, Ki)-j0H) Ej+ T IJ*j0y, Jj K-j)H*j+ R Rj) I3j!Q!P!- g/ OH)y3, K' +
  'i)-H)j0H) Ej+ T IJ)j0y, Jj K-j)H)j+ R Rj) I3j!a!Z!- o/ Oy373H(i!h(nK?i)n =,hi+L?i)73i8i2K?i,nK?i+n >' +
  'CJ+H(iauH(iXw =, KH(iX 7-H(iH >J(i!G( 7i!S(H(i!V(uH(i!Q(w =C3J(u,hi(73i L L!4(K{H+ 8H( 6J(H(i L L!4(' +
  'wCL{i,i*H+i8nCL?i)3&+)- Ki!0(I++hH+H)i) @q,hH+i) @I+4)33H+i) 7L]i(i(H+i+ @J+8)Lci(i(H(8)LCH(i@ 8Lvi(' +
  'i(Kv8)LdKci(H+$3(Kdi(Kv$3(i \\ j>i(i L L.$3(K:K (H*i!0 L, 68)L:H*i L L, 6L (i \\ j=i(i L L)$3(i(L@i L ' +
  'j;i(^*(K=I++hH(H,r,hKCH, 6H+U((b((H,i) 6I,H+i, 6I+4)33i(I,+hH)H,r,hH+P*0I-H+P*(H+P*,i | jDP*(9,(J.i!' +
  '@ jDP*(9+(K] =I(+hKcH(i+ @ 6P*(,hK]H(i) 6 =I(4)33KcH(i+ @ 6J(H.^*(H(H-^*,H,i) 6I,H+i4 6I+4)33H*H+ 6I' +
  '.H+I(+hH+H.q,h*hH+U((i2n,hH(H+H( 7J/i!5!+!b T D ?I)H(H/ 6I-+hH(i, 6J*H-u,hH)H(P*( ?i }!c!M!a E 8i7 C' +
  'I)H*I(4)33+hH(H-q,hH)H(U(( ?i _ O L0 8I)H(i) 6I(4)33H/H)H)i7 B ?8Li(p5)H+i) 6I(3H+i) 6I+4*333K@LtK@3' +
  '0(H(86K=3 c+), KK5i* 6I+K-I)K*I(+hH(H)q,hH(H)8+J*i(p,hH*i Kn,hK(m,hi)L(H(L,3-i)L23H(L*73H(H+n, KH*8P' +
  '-H*8Q3m,hH(H+s, KH*ign, Ki)-H*i L)p, KH*i L d: 6U((i, =-i(33-i(3,hH(H+ 7i+n, KH+P*(i!O!/\'. =i!H f }*' +
  'n-i(3L 5H(H+ 7i+n, KH+P*(i\'\'\'/ =i!h!J }+n-i(3L #*hK5KZoi(K #C,hK(5)i<L(H(i) 6L,4)3K #m,hi(L43H(L*i9L' +
  '0i(L 0i(Lhi)LEi)L6i(L3H(L/i(L.i)LA373K(m,hi;i*H*iHq, KH*i2nH*i1n >H*i5n >-H*i\' {+u, Ki)-H*i%\'+uH*i L' +
  '!0+w =3, Ki)-H*i\'\'!3(uH*i L L,w =33CL(H(K8 6L,373H(K8 6I(4)33H(L*3 N))* Ki)I(+hH(i,qK-H( 7J)K=w =, K' +
  'H)U((i!0) =i L)n-i(3,hH(i) 6I(4)33i)K=K-H( 7sKBC,hK-73K-H( 7J)K-H)U((J)i!`)w, Ki,-H)i!P)w, Ki+-i*i)H' +
  ')i!0)wC33H(sC39(K4,hK473K*K-K2C3 k)), KK-K4K*K4i(oJ+CJ, 7I*H,K= 7I)K=H,H*$2((K=I,H(H* 686H)L 4K*H)H,' +
  ' 6K= 7J( 7L*K-H( 7L-K5H( 7L5KiH( 7LiK/H( 7L/K~H( 7L~KWH( 7LWKbH( 7i(KbH(sCLbH+,hK4H( 7L43KZH( 7i(KZH' +
  ')H, 6wCLZK-3l)) KK0J(i*nH(i)n >H(i2n >H(i3n >,hK573K(m,hK*K-K2C73H(m,hK*73KMK,K(i>nC3,(K 43 [,*- K) ' +
  'JK-I,K5i* 6J+I*+hH(i/pH*H,q =,hH*H,8+J)iHq, KH)i2nH)i1n >H)i5n >-H)i\' {+u, Ki)-H)i%\'+uH)i L!0+w =3, ' +
  'Ki)-H)i\'\'!3(uH)i L L,w =33m,hH)i(p,hH)i Kn,hK(m,hi)L(H*L,3-i)L23-K(m,hi*L(H*K8 6L,33i KI)3H)i(p,hH*L' +
  '*73H*H+nH)i2o >, Ki)-H*i) 7U((i5o3,hH(i*i)H)i\'\'+rC 6I(3H*K8 6I*H(i*n, KH+W)(i y!J(n-i(3,hH*L*i6L0i(L' +
  '4i(Lfi)LEi)L6i(L3H*L/i(L.i)LA734)33H*L*H(i/p,h73H+Q+(J-j\'\'\'\'\'\'\'\'( Oj!K R ] V!4 v!@Uy,h*hK+m,hK(5)i+L' +
  '(H*L,4)3i(L4i7L0i(LVi)LEK+KDvL6i(L3H*L/i(L.i)LA3-K[mI(H-j\'\'\'\'\'\'\'\'( Oj!4 j Y n a W!DJy, Ki)-H-j!O!/\'&' +
  '%#!g!_( Oj!4 j Y n a W!DJyH( =3,hH(,hi:L0H*LW-K(m,hi=L(H*L,33-K(m,hi9L(H*L,3333!-+)- KK*I(K-I)*h+h*h' +
  'K`m,hH(H)idiNi!M(i)83I(3H(L*i)K(i)K2H(H)wCC,hi(73H(U((J*i!M(n,hi*i)K`CL`i)K6K3C,h*hK6,hK.i) 6L.i(LA4' +
  ')3K3m,hi)L3K1LH3K1J*i!M(c)(H*i* 6L133H(i) 6I(K6,hH(L/34*3K`,hK`i*nH*ifn =,hi,I)4,3i(L`4*3H*idn5(H*iN' +
  'n,hH(8Ki(73H*i5n,hH(H)i28/I(4*3i*I)4*33K<J,i(oJ),hKCH, 6U((i) =mI)3*hK.H(K/ 7 6K3, KK1KH 7i) B-H(K/ ' +
  '73K. 6K6CJ*m,hi(LE4)3H)mH*i!0(v >, Ki(-H(803m,hH(i) 6J+8*K(mH*KGr =,hiDL(H+L,33K(5(H(H(i) 6H,H)mJ)8>' +
  'H),hKOJ)K+J*H)H*pCLO33H(L*i)73K(m,hH)L(H(i) 6L,3i(3 n.*/ K) GK-I+K*I(+hH(H+q,h*hH(U((ido,hH(I*K+KDvJ' +
  '-, Ki(-K<KC 6U((i) =3,hH), KK<J)KC 6U((i+ =i)nH)i(o =-i(3,hH(I)*hK+KOv5(* K+hH*H+q,hH*%(,(J/%4HHHHHH' +
  'HHHHHHHHHH%KH/%42222222222222222%KH/%45555555555555555%K%xH/%41111111111111111%K%x%x% 0i\'\'+ ?J),hH*H' +
  ') 4 6J)H+H)H+qC4+3H*i8 6I*4)33H+3J*H( 7J)KGrH)i!0(vI.H(I)H*i) 6H+w, Ki)-H*U((ido3H. > >5(H(H*KKCI)H*' +
  'U()J,iWn5(H(H*H,ignH,iIn >CI)3-H*I)3-* K+hH*H+q,hH*%(,(J/%4HHHHHHHHHHHHHHHH%KH/%42222222222222222%KH' +
  '/%45555555555555555%K%xH/%41111111111111111%K%x%x% 0i\'\'+ ?J),hH*H) 4 6J)H+H)H+qC4+3H*i8 6I*4)33H+3I)' +
  '3H(H)nH)H+w >, Ki)-H)U((ido3,hH(L*i)LEH-L6i(L3H(L/i(L.i)LAi(L`i)73K<i(oH)H( 7J,i!0(p =m,hH)i) 68*i(H' +
  ',KGr, Ki(I*H(i) 6I(+hH(H)q,hH*H(U((i2nJ*, KH(i) 7U((i5n-H*3i(o 6I*H(i) 6I(4)33KGH,H* 7p-i(3K(C,hiDL(' +
  'H)i) 6L,33H)I(K(5)3H(H+8WJ)m,hH(L5H(i) 6L*i)L0H(L4i(73H)I(i)I)i(K+K(C, KK)KT 7i L L,w-i)35(4*333H(L*' +
  'i(33Y,(i h jD3)D(i t jD31,(((0((()(i!, jD3)D(i!8 jD31-(((0(((*'
